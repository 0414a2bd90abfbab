using RepoTickets.Mcp.Hosting;

return await ServerCommand.RunAsync(args);
