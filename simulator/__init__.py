"""hotseat: a voice mock-interview simulator that runs wholly on the candidate's own machine."""
