"""The look of both faces: tokens, components, base templates, icons and the living style page."""
