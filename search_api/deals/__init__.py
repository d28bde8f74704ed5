"""转化跟踪: deals as the API tells of them."""
