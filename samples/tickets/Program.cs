using RepoTickets.CommandLine.Frame;

using var signals = new TerminationSignals();
return await CommandLineProgram.RunAsync(args, Terminal.OfThisProcess(), signals.Token);
