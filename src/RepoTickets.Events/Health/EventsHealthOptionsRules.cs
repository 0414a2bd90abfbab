using Microsoft.Extensions.Options;

namespace RepoTickets.Events;

/// <summary>Reports every option that is out of its range when the check is first made.</summary>
internal sealed class EventsHealthOptionsRules : IValidateOptions<EventsHealthOptions>
{
    public ValidateOptionsResult Validate(string? name, EventsHealthOptions options)
    {
        var problems = options.FindProblems().ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
