using RepoTickets.Events.Worker;

return await Listener.RunAsync(args);
