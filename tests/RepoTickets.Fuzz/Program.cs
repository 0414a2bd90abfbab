using RepoTickets.Fuzz;

return FuzzProgram.Run(args);
