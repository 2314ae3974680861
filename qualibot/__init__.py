"""qualibot walks people through lead qualification as a conversation."""
