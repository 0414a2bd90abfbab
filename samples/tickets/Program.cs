using RepoTickets.CommandLine.Frame;

return await CommandLineProgram.RunAsync(args, Terminal.OfThisProcess());
