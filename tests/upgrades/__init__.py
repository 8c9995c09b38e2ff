"""Sites as earlier versions of Dateline left them, each with its memory, and what an upgrade has to keep of them."""
