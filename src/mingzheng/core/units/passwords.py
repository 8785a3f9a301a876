"""What a password must be."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    """Django's rule with a sentence of ours: its own stands untranslated in the zh-hans catalogue of Django 5.2."""

    def get_error_message(self) -> str:
        return f"密码太短，至少 {self.min_length} 个字符。"

    def get_help_text(self) -> str:
        return f"密码至少 {self.min_length} 个字符。"
