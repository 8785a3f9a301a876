"""Applications under the 条例: receipt, correction, consultation, reply, delivery."""
