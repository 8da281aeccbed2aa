"""Channels: free text that grows, and the names people know the common ones by."""

from __future__ import annotations

LABELS = {
    "widget": "Widget",
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "messenger": "Messenger",
    "instagram": "Instagram",
    "api": "API",
    "email": "E-mail",
    "phone": "Phone",
    "import": "Import",
    "chatwoot": "Chatwoot",
    "sms": "SMS",
}


def label(channel: str) -> str:
    """What people call a channel; one we do not know is called as it is."""
    return LABELS.get(channel, channel)
