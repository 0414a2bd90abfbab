using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using RepoTickets.LogTriage.Http;
using RepoTickets.LogTriage.Processing;

namespace RepoTickets.LogTriage.Models;

/// <summary>
/// Lets a language model judge groups: from the cache, else by one call and at most one more to mend an unusable answer, else by the
/// fallback.
/// Calls run side by side. Thread-safe.
/// </summary>
internal sealed class ChatModelAnalyzer : ILogAnalyzer
{
    private const string Remote = "model";

    private readonly IChatClient _model;
    private readonly ChatAnalyzerOptions _options;
    private readonly IAnalysisCache _cache;
    private readonly ILogAnalyzer? _fallback;
    private readonly ILogRedactor _redactor;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TriageTelemetry _telemetry;
    private readonly CallBudget _budget;
    private readonly string _version;

    internal ChatModelAnalyzer(ChatAnalyzerParts parts)
    {
        (_model, _options, _cache, _fallback, _redactor, _time, _logger) =
            (parts.Model, parts.Options, parts.Cache, parts.Fallback, parts.Redactor, parts.Time, parts.Logger);
        _budget = new(_options.CallsPerWindow, _options.RateWindow, _time);
        _telemetry = parts.Telemetry;
        Circuit = new(_options.Circuit, _time, _logger, _telemetry);
        _telemetry.Gauges.AddBreaker(Circuit, () => (int)Circuit.State);
        _version = $"{AnalysisPrompt.Version}|{_options.ModelVersion}";
    }

    internal Circuit Circuit { get; }

    public async ValueTask<LogAnalysis> AnalyzeAsync(LogGroup group, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        var key = new AnalysisKey(group.Id, _version);
        if (await _cache.GetAsync(key, cancellationToken).ConfigureAwait(false) is { } known && AnswerContract.IsValid(known))
        {
            return known;
        }

        if (!Circuit.TryEnter(out var admission))
        {
            return await FallBackAsync(group, "its circuit is open after several failures", null, cancellationToken).ConfigureAwait(false);
        }

        LogAnalysis analysis;
        try
        {
            analysis = await AskAsync(group, cancellationToken).ConfigureAwait(false);
            Circuit.Succeeded(admission);
        }
        catch (ModelAnswerException error)
        {
            Circuit.Failed(admission);
            return await FallBackAsync(group, error.Message, error.InnerException, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The caller gave up, or something of the host failed: a probe that is never given back would close the way for good.
            Circuit.Abandoned(admission);
            throw;
        }

        await _cache.SetAsync(key, analysis, cancellationToken).ConfigureAwait(false);
        return analysis;
    }

    private async Task<LogAnalysis> AskAsync(LogGroup group, CancellationToken cancellationToken)
    {
        // The records were redacted when the group was formed; the texts that others made of them were not necessarily.
        var messages = AnalysisPrompt.Write(Redact(group), _options);
        var problem = "";
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var response = await CallAsync(messages, cancellationToken).ConfigureAwait(false);
            var text = response.Text ?? "";
            if (response.FinishReason == ChatFinishReason.ContentFilter || AnswerContract.IsRefusal(text))
            {
                throw new ModelAnswerException("it declined to answer");
            }

            if (AnswerContract.Read(text, out var analysis) is not { } found)
            {
                return Redact(analysis!);
            }

            problem = response.FinishReason == ChatFinishReason.Length ? "the answer was cut off: keep it shorter" : found;
            if (attempt == 1)
            {
                _telemetry.RemoteRetried(Remote);
                messages.Add(AnalysisPrompt.Repair(problem));
            }
        }

        throw new ModelAnswerException($"its answer cannot be used, also at the second attempt: {problem}");
    }

    private async Task<ChatResponse> CallAsync(List<ChatMessage> messages, CancellationToken cancellationToken)
    {
        using (AttemptTokens.PauseCurrent())
        {
            await _budget.EnterAsync(cancellationToken).ConfigureAwait(false);
        }

        return await _telemetry.Operations.RunAsync(
            TriageOperations.ModelCall, _ => new ValueTask<ChatResponse>(ExchangeAsync(messages, cancellationToken))).ConfigureAwait(false);
    }

    private async Task<ChatResponse> ExchangeAsync(List<ChatMessage> messages, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var options = new ChatOptions
        {
            Temperature = _options.Temperature,
            MaxOutputTokens = _options.MaximumOutputTokens,
            ResponseFormat = _options.SendSchema ? AnswerSchema.Format : ChatResponseFormat.Json,
        };
        try
        {
            // A client that does not heed its token must not hold triage up; what it says later is nobody's business.
            var response = await _model.GetResponseAsync(messages, options, both.Token).WaitAsync(both.Token).ConfigureAwait(false);
            _telemetry.RemoteCalled(Remote, "succeeded");
            return response;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _telemetry.RemoteCalled(Remote, "cancelled");
            throw;
        }
        catch (OperationCanceledException error)
        {
            _telemetry.RemoteCalled(Remote, "timed_out");
            throw new ModelAnswerException($"it did not answer within {_options.Timeout}", error);
        }
        catch (Exception error)
        {
            _telemetry.RemoteCalled(Remote, "failed");

            // Clients of models throw what they like, so that everything counts as the model's failure; the cause stays inside.
            throw new ModelAnswerException($"its client failed with {error.GetType().Name}", error);
        }
    }

    private async ValueTask<LogAnalysis> FallBackAsync(LogGroup group, string reason, Exception? cause, CancellationToken cancellationToken)
    {
        if (_fallback is null || !_options.UseFallback)
        {
            throw new LogAnalysisException(
                $"The model did not judge group {group.Id}: {reason}. The group is tried again; a fallback analyzer would judge in the " +
                    "model's place.",
                cause is null ? null : new ModelAnswerException(Describe(cause)));
        }

        RemoteLog.ModelFailed(_logger, group.Id, reason);
        return await _fallback.AnalyzeAsync(group, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Messages of a model's client may hold keys and the prompt; its own kind of error tells enough.</summary>
    private string Describe(Exception cause) => $"{cause.GetType().Name}: {_redactor.Redact(DisplayText.Escape(cause.Message, 300))}";

    private LogGroup Redact(LogGroup group) => group with
    {
        First = _redactor.Redact(group.First),
        CanonicalText = _redactor.Redact(group.CanonicalText),
        Samples = [.. group.Samples.Select(_redactor.Redact)],
    };

    /// <summary>A model may repeat what a scanner missed in one place and would find in another.</summary>
    private LogAnalysis Redact(LogAnalysis analysis) => analysis with
    {
        Title = Jira.Adf.AdfText.Cut(_redactor.Redact(analysis.Title), 255),
        Description = _redactor.Redact(analysis.Description),
    };
}
