-- Jobs of a large batch become ready (T1); their rows follow. Verb: enqueue.
copy offer (lane, band, key, seq, id, run, attempt, interruptions, phase, careful, follows, expires_at)
from stdin (format binary)
