using RepoTickets.Workflows.Worker;

return await ClaimWorker.RunAsync(args);
