A recipient of assistance can be erased on request, and the recipients of a batch are destroyed with its key when their time is over, by three people; counts and sums stay.
