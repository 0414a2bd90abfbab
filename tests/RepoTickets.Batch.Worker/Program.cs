using RepoTickets.Batch.Worker;

return await Batcher.RunAsync(args);
