using Microsoft.Extensions.Options;

namespace RepoTickets.Workflows.Hosting;

/// <summary>Reports every option that is out of its range when the host first asks for the options.</summary>
internal sealed class AgentOptionsValidator : IValidateOptions<AgentOptions>
{
    public ValidateOptionsResult Validate(string? name, AgentOptions options)
    {
        var problems = options.FindProblems().ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
