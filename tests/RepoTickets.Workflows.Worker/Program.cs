using RepoTickets.Workflows.Worker;

return args[0] switch
{
    "workflows" => await WorkflowWorker.RunAsync(args[1..]),
    "resume" => await ResumeWorker.RunAsync(args[1..]),
    "close" => await CloseWorker.RunAsync(args[1..]),
    _ => await ClaimWorker.RunAsync(args),
};
