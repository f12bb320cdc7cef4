// A reader's tab by hand, in a real browser: speaks to the socket as the page does, without React.
// Called with one object; returns the milliseconds of every round, by name.
async (order) => {
  const NAMESPACE = "/_event";
  const ON_LOAD =
    "reflex___state____state.reflex___state____on_load_internal_state.on_load_internal";
  const origin = location.origin.replace(/^http/, "ws");
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  const echoes = async () => {
    const socket = new WebSocket(`${origin}/echo`);
    await new Promise((done) => (socket.onopen = done));
    const taken = [];
    for (let round = 0; round < order.rounds; round += 1) {
      const sent = performance.now();
      await new Promise((done) => {
        socket.onmessage = done;
        socket.send("x".repeat(100));
      });
      taken.push(performance.now() - sent);
      await pause(order.quiet);  // as after an event: a machine that has just worked answers sooner
    }
    socket.close();
    return { echo: taken };
  };

  const connected = async () => {
    const token = crypto.randomUUID();
    const socket = new WebSocket(
      `${origin}${NAMESPACE}/?EIO=4&transport=websocket&token=${token}`,
    );
    const tab = { socket, path: order.path, hear: () => {} };
    await new Promise((done) => {
      socket.onmessage = (message) => {
        if (message.data.startsWith("0")) socket.send(`40${NAMESPACE},`);
        else if (message.data.startsWith("40")) done();
      };
    });
    socket.onmessage = (message) => {
      if (message.data === "2") socket.send("3");
      const start = `42${NAMESPACE},`;
      if (!message.data.startsWith(start)) return;
      const [kind, update] = JSON.parse(message.data.slice(start.length));
      if (kind === "event") tab.hear(typeof update === "string" ? JSON.parse(update) : update);
    };
    return tab;
  };

  const send = (tab, name, payload) => {
    const [pathname, query] = tab.path.split("?");
    const router_data = {
      pathname,
      asPath: tab.path,
      query: Object.fromEntries(new URLSearchParams(query || "")),
    };
    const event = ["event", { name, payload, router_data }];
    tab.socket.send(`42${NAMESPACE},${JSON.stringify(event)}`);
  };

  const values = (update) => Object.values(update.delta || {});

  // Send an event, wait for the var that answers it, then hear the server out.
  const call = async (tab, name, payload, wanted) => {
    let last = 0;
    const key = `${wanted}_rx_state_`;
    const sent = performance.now();
    const taken = await new Promise((done) => {
      tab.hear = (update) => {
        last = performance.now();
        for (const { bar_rx_state_: bar } of values(update)) tab.path = bar?.address || tab.path;
        if (values(update).some((vars) => key in vars)) done(last - sent);
      };
      send(tab, name, payload);
    });
    while (performance.now() - last < order.quiet) await pause(5);
    return taken;
  };

  if (order.echo) return echoes();
  const tab = await connected();
  await call(tab, "reflex___state____state.hydrate", {}, "is_hydrated");
  send(tab, ON_LOAD, {});
  await pause(1500);
  const taken = {};
  for (const { name, handler, payloads, wanted } of order.calls) {
    taken[name] = [];
    for (let round = 0; round < order.rounds; round += 1) {
      taken[name].push(await call(tab, handler, payloads[round % payloads.length], wanted));
    }
  }
  tab.socket.close();
  return taken;
};
