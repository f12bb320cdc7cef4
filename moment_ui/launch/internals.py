"""Every name of Reflex's and Granian's insides that we depend on, in one place, with a test.

Two of the variables are internal to Reflex (two leading underscores): look here first after an
upgrade.
"""

SKIP_COMPILE = "__REFLEX_SKIP_COMPILE"
MOUNT_FRONTEND = "__REFLEX_MOUNT_FRONTEND_COMPILED_APP"
KEEP_STATES = "REFLEX_OPLOCK_ENABLED"

QUIET = {
    "REFLEX_TELEMETRY_ENABLED": "false",
    "REFLEX_CHECK_LATEST_VERSION": "false",
}

SERVE = {
    **QUIET,
    "REFLEX_ENV_MODE": "prod",
    SKIP_COMPILE: "true",
    MOUNT_FRONTEND: "true",
    KEEP_STATES: "true",
}

DEV = {"REFLEX_USE_SYSTEM_BUN": "true"}

BAKED_PORT = 8000
BUILD = {
    **QUIET,
    "REFLEX_USE_SYSTEM_BUN": "true",
    "REFLEX_API_URL": f"http://localhost:{BAKED_PORT}",
}

EXPORT = ("-m", "reflex", "export", "--frontend-only", "--no-zip")
PREVIEW = ("-m", "reflex", "run", "--env", "preview")
BAKED_ADDRESSES = "reflex-env-*.js"
APP = "moment_ui.moment_ui:app"

CLIENTS = ("aiohttp", "requests")
"""What Engine.IO looks for to be a client, and does without. Reading them took 0.14 s of every start."""
