using Microsoft.Extensions.Options;

namespace RepoTickets.Storage;

/// <summary>Reports every option that is out of its range when the host first asks for the options.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var problems = StorageOptionsRules.Find(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
