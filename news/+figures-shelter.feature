Figures of the shelters: admissions, bed-nights, how long people stayed, and stays that went on after their limit.
