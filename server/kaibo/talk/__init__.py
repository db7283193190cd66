"""The conversation of a show: its cursor, its people, its settings, and how pages hear of it.

The features chat, question and reaction each add a part (`feature.Conversation`).
"""
