using Microsoft.Extensions.Options;

namespace RepoTickets.Batch.Hosting;

/// <summary>Reports every option that is out of its range when the host first asks for the options.</summary>
internal sealed class BatchOptionsValidator : IValidateOptions<BatchOptions>
{
    public ValidateOptionsResult Validate(string? name, BatchOptions options)
    {
        var problems = options.FindProblems().ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
