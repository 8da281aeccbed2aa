"""The HTTP side: routes under /api/v1, health at the root, and the ASGI layers around everything."""
