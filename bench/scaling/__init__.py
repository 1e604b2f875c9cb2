"""What `bench/scale.py` is made of: invented indexes of any size, what they cost, and its plots."""
