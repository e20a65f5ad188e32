"""The first files of another plan: small, whole, and explained to who never saw YAML.

The texts lie in ``plan/``. There ``@name@`` stands for a value, written as YAML needs it, and a
line of ``@@name@@`` alone for a paragraph below ``>-``.
"""
