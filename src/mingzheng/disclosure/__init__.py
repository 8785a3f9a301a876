"""信息公开: points (一)–(十) and (十三) of the notice."""
