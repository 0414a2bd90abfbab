using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using RepoTickets.LogTriage.Processing;

namespace RepoTickets.LogTriage.Http;

/// <summary>
/// Calls one remote: each attempt waits for its endpoint's budget, is bounded in time and size, and is repeated only where a repeat is
/// harmless. Thread-safe; connections are reused through the factory's handlers.
/// </summary>
internal sealed class RemoteClient
{
    private static readonly ResiliencePropertyKey<RemoteCall> CallKey = new("call");

    private readonly RemoteSettings _settings;
    private readonly ConcurrentDictionary<string, CallBudget> _budgets = new(StringComparer.Ordinal);
    private readonly ResiliencePipeline<RemoteAnswer> _pipeline;

    internal RemoteClient(RemoteSettings settings)
    {
        _settings = settings;
        var builder = new ResiliencePipelineBuilder<RemoteAnswer> { TimeProvider = settings.Time };
        if (settings.Options.MaximumAttempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions<RemoteAnswer>
            {
                MaxRetryAttempts = settings.Options.MaximumAttempts - 1,
                ShouldHandle = arguments => ValueTask.FromResult(ShouldRepeat(arguments.Outcome.Exception)),
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(Pause(arguments.Outcome.Exception, arguments.AttemptNumber)),
                OnRetry = OnRepeat,
            });
        }

        _pipeline = builder.Build();
    }

    /// <summary>The remote's name in messages.</summary>
    internal string Name => _settings.Name;

    /// <exception cref="RemoteCallException">The call failed for good.</exception>
    internal async Task<RemoteAnswer> SendAsync(RemoteCall call, CancellationToken cancellationToken) =>
        await _settings.Telemetry.Operations.RunAsync(TriageOperations.RemoteCall, async running =>
        {
            running?.Note("remote", Name);
            running?.Tag("repotickets.remote", Name);
            running?.Tag("repotickets.endpoint", call.Endpoint);
            var answer = await RepeatAsync(call, cancellationToken).ConfigureAwait(false);
            running?.Tag("http.response.status_code", answer.Status);
            return answer;
        }).ConfigureAwait(false);

    private async Task<RemoteAnswer> RepeatAsync(RemoteCall call, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(call.Endpoint, cancellationToken);
        context.Properties.Set(CallKey, call);
        try
        {
            return await _pipeline.ExecuteAsync(
                static (context, client) => client.AttemptAsync(context.Properties.GetValue(CallKey, null!), context.CancellationToken),
                context,
                this).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<RemoteAnswer> AttemptAsync(RemoteCall call, CancellationToken cancellationToken)
    {
        var budget = _budgets.GetOrAdd(
            call.Endpoint,
            static (_, settings) => new(settings.Options.CallsPerWindow, settings.Options.RateWindow, settings.Time),
            _settings);
        if (budget.QuietLeft() is var quiet && quiet > _settings.Options.LongestPause)
        {
            throw new RemoteCallException(
                $"{Where(call)} is not called: the remote asked to be left alone for another {quiet}.", isRefusal: false, pause: quiet);
        }

        using (AttemptTokens.PauseCurrent())
        {
            await budget.EnterAsync(cancellationToken).ConfigureAwait(false);
        }

        using var timeout = new CancellationTokenSource(_settings.Options.Timeout, _settings.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var answer = await ExchangeAsync(call, budget, both.Token).ConfigureAwait(false);
            _settings.Telemetry.RemoteCalled(Name, "succeeded");
            return answer;
        }
        catch (RemoteCallException error)
        {
            _settings.Telemetry.RemoteCalled(Name, error.IsRefusal ? "refused" : "failed");
            throw;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _settings.Telemetry.RemoteCalled(Name, "cancelled");
            throw;
        }
        catch (OperationCanceledException error)
        {
            _settings.Telemetry.RemoteCalled(Name, "timed_out");
            throw new RemoteCallException(
                $"{Where(call)} did not answer within {_settings.Options.Timeout}.",
                isRefusal: false,
                isSafeToRepeat: call.IsRepeatable,
                innerException: error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            _settings.Telemetry.RemoteCalled(Name, "failed");
            var wasNeverSent = error is HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError
                    or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError,
            };
            throw new RemoteCallException(
                $"{Where(call)} could not be reached or broke off: {_settings.Scrubber.Show(error.Message, 300)}",
                isRefusal: false,
                isSafeToRepeat: wasNeverSent || call.IsRepeatable,
                innerException: _settings.Scrubber.Scrub(error));
        }
    }

    private async Task<RemoteAnswer> ExchangeAsync(RemoteCall call, CallBudget budget, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(call.Method, new Uri(_settings.Address, call.Path));
        if (call.Body is not null)
        {
            request.Content = new ByteArrayContent(call.Body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        }

        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.UserAgent.ParseAdd("RepoTickets.LogTriage/1.0");
        _settings.Authorize(request);
        using var client = _settings.Clients.CreateClient(_settings.Name);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        var now = _settings.Time.GetUtcNow();
        if (RetryHeaders.Exhausted(response.Headers, now) is { } rest && rest > TimeSpan.Zero)
        {
            budget.BeQuiet(rest);
        }

        if (!response.IsSuccessStatusCode)
        {
            throw await FailAsync(call, budget, response, now, cancellationToken).ConfigureAwait(false);
        }

        var body = await BoundedBody.ReadAsync(response.Content, _settings.LargestAnswer, cancellationToken).ConfigureAwait(false)
            ?? throw new RemoteCallException(
                $"{Where(call)} answered with more than {_settings.LargestAnswer} bytes.",
                isRefusal: false,
                status: (int)response.StatusCode);
        return new((int)response.StatusCode, body);
    }

    private async Task<RemoteCallException> FailAsync(
        RemoteCall call, CallBudget budget, HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var pause = RetryHeaders.Pause(response.Headers, now);
        var isBusy = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
        if (isBusy && pause is { } quiet)
        {
            // The others who call this endpoint would only be refused as well.
            budget.BeQuiet(quiet);
            RemoteLog.AskedForQuiet(_settings.Logger, _settings.Name, call.Endpoint, quiet);
        }

        var text = await BoundedBody.ReadStartAsync(response.Content, cancellationToken).ConfigureAwait(false);
        var words = _settings.Scrubber.Show(_settings.ReadError(text), 500);
        var message = $"{Where(call)} answered {status}{Explain(status)}: {words}";

        // 429 says that the call was not carried out, so that even a create may be repeated; no other refusal says so reliably.
        return status switch
        {
            429 => new(message, isRefusal: false, status, pause, isSafeToRepeat: true),
            408 or 425 or >= 500 => new(message, isRefusal: false, status, isBusy ? pause : null, isSafeToRepeat: call.IsRepeatable),
            _ => new(message, isRefusal: true, status),
        };
    }

    private bool ShouldRepeat(Exception? error) =>
        error is RemoteCallException { IsSafeToRepeat: true } failure && !(failure.Pause > _settings.Options.LongestPause);

    /// <summary>
    /// The pause that the remote names is kept by the budget as well; to it comes jitter, so that those who wait don't come back at once.
    /// </summary>
    private TimeSpan Pause(Exception? error, int attempt)
    {
        var jitter = _settings.Jitter();
        if (error is RemoteCallException { Pause: { } asked })
        {
            return asked + (_settings.Options.BackOff * jitter);
        }

        var full = _settings.Options.BackOff * Math.Pow(2, attempt);
        var bounded = full > _settings.Options.LongestPause ? _settings.Options.LongestPause : full;
        return bounded * (0.5 + (0.5 * jitter));
    }

    private ValueTask OnRepeat(OnRetryArguments<RemoteAnswer> arguments)
    {
        var reason = arguments.Outcome.Exception is RemoteCallException { Status: { } status } ? $"status {status}" : "no answer";
        _settings.Telemetry.RemoteRetried(Name);
        RemoteLog.Repeats(
            _settings.Logger,
            _settings.Name,
            arguments.Context.OperationKey ?? "",
            arguments.AttemptNumber + 1,
            reason,
            arguments.RetryDelay);
        return default;
    }

    /// <summary>The address without its query: nothing of it is secret.</summary>
    private string Where(RemoteCall call) => $"{call.Method} {new Uri(_settings.Address, call.Path).GetLeftPart(UriPartial.Path)}";

    private static string Explain(int status) => status switch
    {
        401 => " (the credentials are wrong or expired)",
        403 => " (the credentials lack a permission)",
        >= 300 and < 400 => " (redirects are not followed: name the final address)",
        _ => "",
    };
}
