using RepoTickets.Workflows.Worker;

return args[0] == "workflows" ? await WorkflowWorker.RunAsync(args[1..]) : await ClaimWorker.RunAsync(args);
