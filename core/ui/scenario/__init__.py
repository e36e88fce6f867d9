"""The scenario page on the screen: live sliders, the session of one planner, tools around them."""
