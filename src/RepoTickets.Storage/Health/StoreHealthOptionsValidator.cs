using Microsoft.Extensions.Options;

namespace RepoTickets.Storage.Health;

/// <summary>Reports every option that is out of its range when the check is first made.</summary>
internal sealed class StoreHealthOptionsValidator : IValidateOptions<StoreHealthOptions>
{
    public ValidateOptionsResult Validate(string? name, StoreHealthOptions options)
    {
        var problems = options.FindProblems().ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
