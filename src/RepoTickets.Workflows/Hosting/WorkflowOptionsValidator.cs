using Microsoft.Extensions.Options;

namespace RepoTickets.Workflows.Hosting;

/// <summary>Reports every option that is out of its range when the host first asks for the options.</summary>
internal sealed class WorkflowOptionsValidator : IValidateOptions<WorkflowOptions>
{
    public ValidateOptionsResult Validate(string? name, WorkflowOptions options)
    {
        var problems = options.FindProblems().ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
