using Microsoft.Extensions.Options;

namespace RepoTickets.LogTriage.Hosting;

/// <summary>Reports all that is wrong with the options of Datadog at once.</summary>
internal sealed class DatadogOptionsRules : IValidateOptions<DatadogOptions>
{
    public ValidateOptionsResult Validate(string? name, DatadogOptions options) =>
        RemoteOptionsRules.Report("Datadog", options.FindProblems());
}

/// <summary>Reports all that is wrong with the options of Jira at once.</summary>
internal sealed class JiraOptionsRules : IValidateOptions<JiraOptions>
{
    public ValidateOptionsResult Validate(string? name, JiraOptions options) => RemoteOptionsRules.Report("Jira", options.FindProblems());
}

/// <summary>Reports all that is wrong with the options of the model at once.</summary>
internal sealed class ChatAnalyzerOptionsRules : IValidateOptions<ChatAnalyzerOptions>
{
    public ValidateOptionsResult Validate(string? name, ChatAnalyzerOptions options) =>
        RemoteOptionsRules.Report("The model", options.FindProblems());
}

/// <summary>Reports all that is wrong with the options of redaction at once.</summary>
internal sealed class RedactionOptionsRules : IValidateOptions<RedactionOptions>
{
    public ValidateOptionsResult Validate(string? name, RedactionOptions options) =>
        RemoteOptionsRules.Report("Redaction", options.FindProblems());
}

/// <summary>What the rules have in common.</summary>
internal static class RemoteOptionsRules
{
    internal static ValidateOptionsResult Report(string owner, IEnumerable<string> problems)
    {
        var all = problems.Select(problem => $"{owner}: {problem}").ToList();
        return all.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(all);
    }
}
