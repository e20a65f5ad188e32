"""What a revision does to the plan: two plans in, typed facts out; worded by `plandoc.review`."""
