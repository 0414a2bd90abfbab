using System.Diagnostics;
using System.Text.Json.Serialization;
using RepoTickets.LogTriage.Http;
using RepoTickets.LogTriage.Jira;

namespace RepoTickets.LogTriage;

/// <summary>Where and how tickets are filed in Jira Cloud. Domain, user, token and project are needed; the rest has defaults.</summary>
public sealed class JiraOptions
{
    /// <summary>The host, such as <c>example.atlassian.net</c>. Not needed when <see cref="Address"/> is given.</summary>
    public string Domain { get; set; } = "";

    /// <summary>
    /// The address in place of <see cref="Domain"/>, such as that of a gateway: https, or http for loopback; without credentials. Default
    /// null.
    /// </summary>
    public Uri? Address { get; set; }

    /// <summary>The user, an e-mail address.</summary>
    public string User { get; set; } = "";

    /// <summary>The user's API token. Never shown in messages, logs or JSON.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string ApiToken { get; set; } = "";

    /// <summary>The key of the project, such as <c>OPS</c>: a capital letter, then capital letters, digits and underscores.</summary>
    public string ProjectKey { get; set; } = "";

    /// <summary>The type of issue that is created. Default <c>Bug</c>.</summary>
    public string IssueType { get; set; } = "Bug";

    /// <summary>The priority of a severity, by name; a severity that is missing here gets none. Default High, Medium and Low.</summary>
    public IDictionary<FaultSeverity, string> Priorities { get; set; } = new Dictionary<FaultSeverity, string>
    {
        [FaultSeverity.High] = "High",
        [FaultSeverity.Medium] = "Medium",
        [FaultSeverity.Low] = "Low",
    };

    /// <summary>What titles begin with; at most 100 characters, default nothing.</summary>
    public string TitlePrefix { get; set; } = "";

    /// <summary>The longest title, <see cref="TitlePrefix"/> included. 10 to 255 characters; default 255.</summary>
    public int MaximumTitleLength { get; set; } = 255;

    /// <summary>Labels that each ticket gets besides its own. Default none.</summary>
    public IList<string> Labels { get; set; } = [];

    /// <summary>The field that takes the team, such as <c>customfield_10100</c>; null (default) when the project has none.</summary>
    public string? TeamField { get; set; }

    /// <summary>The kind of link to an earlier ticket. Default <c>Duplicate</c>.</summary>
    public string LinkType { get; set; } = "Duplicate";

    /// <summary>
    /// The status category that a ticket is reopened to, if its workflow has a way there: <c>new</c> (default) or <c>indeterminate</c>.
    /// </summary>
    public string ReopenTo { get; set; } = "new";

    /// <summary>A label that a ticket gets when it is reopened; null (default) for none.</summary>
    public string? ReopenedLabel { get; set; }

    /// <summary>
    /// How long a new issue may stay invisible to searches. 0 to 1 h; default 2 min, which is what Jira's index has been seen to need.
    /// </summary>
    public TimeSpan SearchLag { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How far back similar tickets are looked for. 1 to 365 days; default 365.</summary>
    public int SearchWindowDays { get; set; } = 365;

    /// <summary>How many issues a search reads at most, over all its pages. 1 to 1,000; default 200.</summary>
    public int SearchMaximumResults { get; set; } = 200;

    /// <summary>Time-outs, repeats and rates.</summary>
    public RemoteOptions Remote { get; set; } = new();

    internal Uri BaseAddress => RemoteAddress.WithSlash(Address ?? new Uri($"https://{Domain}/"));

    /// <summary>Where to and as whom, never the token.</summary>
    public override string ToString() => $"Jira project {DisplayText.Escape(ProjectKey)} at {DisplayText.Escape(Address?.Host ?? Domain)}";

    internal IEnumerable<string> FindProblems()
    {
        if (Address is null && !RemoteAddress.IsHostName(Domain))
        {
            yield return $"{nameof(Domain)} is '{DisplayText.Escape(Domain)}'; a host name such as example.atlassian.net is needed";
        }
        else if (Address is not null && RemoteAddress.FindProblem(Address) is { } problem)
        {
            yield return $"{nameof(Address)}: {problem}";
        }

        if (string.IsNullOrWhiteSpace(User) || User.Contains(':', StringComparison.Ordinal) || User.Any(char.IsControl))
        {
            yield return $"{nameof(User)} is missing or holds a colon or control characters; the e-mail address of the account is needed";
        }

        if (string.IsNullOrWhiteSpace(ApiToken) || ApiToken.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            yield return $"{nameof(ApiToken)} is missing or holds blanks";
        }

        if (!JiraNames.IsProjectKey(ProjectKey))
        {
            yield return $"{nameof(ProjectKey)} is '{DisplayText.Escape(ProjectKey)}'; a key such as OPS is needed";
        }

        foreach (var found in FindProblemsOfFields().Concat(FindRangeProblems()).Concat(Remote.FindProblems(nameof(Remote))))
        {
            yield return found;
        }
    }

    private IEnumerable<string> FindProblemsOfFields()
    {
        if (string.IsNullOrWhiteSpace(IssueType) || string.IsNullOrWhiteSpace(LinkType))
        {
            yield return $"{nameof(IssueType)} and {nameof(LinkType)} need a name";
        }

        if (TeamField is not null && !JiraNames.IsFieldName(TeamField))
        {
            yield return $"{nameof(TeamField)} is '{DisplayText.Escape(TeamField)}'; a field such as customfield_10100 is needed";
        }

        if (ReopenTo is not ("new" or "indeterminate"))
        {
            yield return $"{nameof(ReopenTo)} is '{DisplayText.Escape(ReopenTo)}'; allowed is new or indeterminate";
        }

        foreach (var label in Labels.Append(ReopenedLabel ?? "none").Where(static label => !JiraNames.IsLabel(label)))
        {
            yield return $"the label '{DisplayText.Escape(label)}' is empty, longer than 255 characters or holds blanks";
        }
    }

    private IEnumerable<string> FindRangeProblems()
    {
        if (TitlePrefix.Length > 100)
        {
            yield return $"{nameof(TitlePrefix)} has {TitlePrefix.Length} characters; allowed is 0 to 100";
        }

        if (MaximumTitleLength is < 10 or > 255 || TitlePrefix.Length > MaximumTitleLength - 5)
        {
            yield return $"{nameof(MaximumTitleLength)} is {MaximumTitleLength} with a prefix of {TitlePrefix.Length}; allowed is 10 to " +
                "255, and five more than the prefix";
        }

        if (SearchLag < TimeSpan.Zero || SearchLag > TimeSpan.FromHours(1))
        {
            yield return $"{nameof(SearchLag)} is {SearchLag}; allowed is 0 to 1 h";
        }

        if (SearchWindowDays is < 1 or > 365)
        {
            yield return $"{nameof(SearchWindowDays)} is {SearchWindowDays}; allowed is 1 to 365";
        }

        if (SearchMaximumResults is < 1 or > 1000)
        {
            yield return $"{nameof(SearchMaximumResults)} is {SearchMaximumResults}; allowed is 1 to 1,000";
        }
    }
}
