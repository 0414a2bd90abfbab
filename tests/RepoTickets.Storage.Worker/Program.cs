using RepoTickets.Storage.Worker;

return await WorkerProgram.RunAsync(args);
