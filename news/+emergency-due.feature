Emergencies of reports that nobody has taken up are deadlines of the officers; within how many minutes is a setting.
