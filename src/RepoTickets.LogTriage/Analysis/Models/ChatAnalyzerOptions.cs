namespace RepoTickets.LogTriage;

/// <summary>How a language model judges groups. All have working defaults; the model itself is the host's <c>IChatClient</c>.</summary>
public sealed class ChatAnalyzerOptions
{
    /// <summary>How long one call may take. 1 s to 10 min; default 60 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The randomness of answers, 0 to 2; default 0. Null leaves it to the model, which some models demand.</summary>
    public float? Temperature { get; set; } = 0;

    /// <summary>The longest answer, in tokens. 128 to 32,768; default 1,500.</summary>
    public int MaximumOutputTokens { get; set; } = 1_500;

    /// <summary>Sends the form of the answer as a JSON schema; default true. False asks for any JSON, for models without schemas.</summary>
    public bool SendSchema { get; set; } = true;

    /// <summary>
    /// How many characters of log text a prompt holds at most, escapes counted, beside up to 1,800 of names (service, logger, kind and the
    /// like). 500 to 200,000; default 12,000.
    /// </summary>
    public int MaximumLogText { get; set; } = 12_000;

    /// <summary>
    /// The window that the counts of the prompt are about, such as <c>24 h</c>, for the prompt only; null (default) when unknown.
    /// </summary>
    public string? Window { get; set; }

    /// <summary>
    /// The severity that a kind of fault usually has here, such as <c>payment</c> → High: hints for the model, not rules. At most 200.
    /// </summary>
    public IDictionary<string, FaultSeverity> SeverityHints { get; set; } = new Dictionary<string, FaultSeverity>();

    /// <summary>
    /// A name for what decides answers besides the prompt, such as the model's name and version. Answers are kept under it: change it, and
    /// groups are judged anew. At most 200 characters; default empty.
    /// </summary>
    public string ModelVersion { get; set; } = "";

    /// <summary>How many answers the default cache keeps. 0 (none) to 1,000,000; default 10,000.</summary>
    public int CacheCapacity { get; set; } = 10_000;

    /// <summary>
    /// Lets the fallback judge when the model does not; default true. False makes that an error, and the group is tried again.
    /// </summary>
    public bool UseFallback { get; set; } = true;

    /// <summary>How many calls begin within any <see cref="RateWindow"/>. 1 to 10,000; default 10.</summary>
    public int CallsPerWindow { get; set; } = 10;

    /// <summary>The window of <see cref="CallsPerWindow"/>. 10 ms to 1 h; default 1 s.</summary>
    public TimeSpan RateWindow { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>When the model is left alone after failures.</summary>
    public CircuitOptions Circuit { get; set; } = new();

    internal IEnumerable<string> FindProblems()
    {
        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromMinutes(10))
        {
            yield return $"{nameof(Timeout)} is {Timeout}; allowed is 1 s to 10 min";
        }

        if (Temperature is { } temperature && !(temperature >= 0 && temperature <= 2))
        {
            yield return $"{nameof(Temperature)} is {temperature}; allowed is 0 to 2";
        }

        if (MaximumOutputTokens is < 128 or > 32_768)
        {
            yield return $"{nameof(MaximumOutputTokens)} is {MaximumOutputTokens}; allowed is 128 to 32,768";
        }

        if (MaximumLogText is < 500 or > 200_000)
        {
            yield return $"{nameof(MaximumLogText)} is {MaximumLogText}; allowed is 500 to 200,000";
        }

        if (SeverityHints.Count > 200 || SeverityHints.Any(static hint => hint.Key.Length is 0 or > 60 || !Enum.IsDefined(hint.Value)))
        {
            yield return $"{nameof(SeverityHints)} has more than 200 kinds, or one with a name of more than 60 characters or an unknown " +
                "severity";
        }

        if (ModelVersion.Length > 200 || Window?.Length > 50)
        {
            yield return $"{nameof(ModelVersion)} has {ModelVersion.Length} characters, {nameof(Window)} {Window?.Length ?? 0}; allowed " +
                "is 200 and 50";
        }

        if (CacheCapacity is < 0 or > 1_000_000)
        {
            yield return $"{nameof(CacheCapacity)} is {CacheCapacity}; allowed is 0 to 1,000,000";
        }

        if (CallsPerWindow is < 1 or > 10_000 || RateWindow < TimeSpan.FromMilliseconds(10) || RateWindow > TimeSpan.FromHours(1))
        {
            yield return $"{nameof(CallsPerWindow)} is {CallsPerWindow} in {RateWindow}; allowed is 1 to 10,000 in 10 ms to 1 h";
        }

        foreach (var problem in Circuit.FindProblems())
        {
            yield return problem;
        }
    }
}

/// <summary>When a model is left alone after failures, and how it is tried again.</summary>
public sealed class CircuitOptions
{
    /// <summary>Default true.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>So many failures in a row open the circuit. 1 to 10; default 3.</summary>
    public int FailureThreshold { get; set; } = 3;

    /// <summary>How long no call is made then. 1 s to 10 min; default 30 s.</summary>
    public TimeSpan OpenFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>So many calls are let through afterwards; all must succeed to close the circuit. 1 to 5; default 2.</summary>
    public int Probes { get; set; } = 2;

    internal IEnumerable<string> FindProblems()
    {
        if (FailureThreshold is < 1 or > 10)
        {
            yield return $"Circuit.{nameof(FailureThreshold)} is {FailureThreshold}; allowed is 1 to 10";
        }

        if (OpenFor < TimeSpan.FromSeconds(1) || OpenFor > TimeSpan.FromMinutes(10))
        {
            yield return $"Circuit.{nameof(OpenFor)} is {OpenFor}; allowed is 1 s to 10 min";
        }

        if (Probes is < 1 or > 5)
        {
            yield return $"Circuit.{nameof(Probes)} is {Probes}; allowed is 1 to 5";
        }
    }
}
