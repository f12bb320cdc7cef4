"""Reflex's own settings, all derived from `moment_ui.core.settings`."""

import reflex as rx
from reflex.constants import StateManagerMode

from moment_ui.components.chunks import Chunks
from moment_ui.components.look import Look
from moment_ui.core.settings import settings

config = rx.Config(
    app_name="moment_ui",
    api_url=f"http://localhost:{settings().port}",
    backend_port=settings().port,
    backend_host=settings().host,
    cors_allowed_origins=settings().allowed_origins,
    trusted_proxy_hops=settings().trusted_proxy_hops,
    state_manager_mode=StateManagerMode.REDIS if settings().redis_url else StateManagerMode.MEMORY,
    redis_url=settings().redis_url or None,
    frontend_compression_formats=["brotli", "gzip"],
    frontend_lazy_bundled_libraries=True,
    telemetry_enabled=False,
    show_built_with_reflex=False,
    plugins=[Look(), Chunks()],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
