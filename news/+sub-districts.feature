Partners name their sub-districts; the public finds those of the community by them.
