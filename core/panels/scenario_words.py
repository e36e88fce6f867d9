def gap_sentence(g, c):
    return g.reason


def goal_sentence(b, o, g, i, c, until):
    p = o.path(i.id)
    if p is None:
        return "none"
    return f"按此情景，{until}年达到{c.formats.quantity(float(p.at(until)[0]), i.unit)}，比目标晚3年。"


def model_line(b, c):
    return f"{b.release}"


def lever_bounds(l, c):
    return f"{l.low}–{l.high}"


def lever_name(l, t):
    return l.id


def origin_sentence(l, c):
    return l.origin.rule


def refusal_sentence(r, c):
    return r.id + r.reason


def unit_text(u, c):
    return {
        "share": ("%", 100, 1),
        "share_per_year": ("%/年", 100, 1),
        "yuan_per_year": ("万元/年", 1e-4, 0),
        "ratio_of_one": ("", 1, 2),
        "years": ("年", 1, 1),
    }.get(u.value, (u.value, 1, 0))


def lever_value(l, v, c):
    return f"{v:.4g}"
