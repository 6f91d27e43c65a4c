While somebody of a case lives in a house, or waits for a place in one, its plan is approved by the head of the centre alone.
