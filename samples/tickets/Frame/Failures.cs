using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using RepoTickets.Batch;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Frame;

/// <summary>What an exception means to whoever called the program: an exit code, and a sentence that says what to do.</summary>
internal sealed record Failure(int ExitCode, string Message);

/// <summary>
/// Explains the exceptions that are answers; all others are faults of the program and are left to crash it with their trace.
/// </summary>
internal static class Failures
{
    internal static bool TryExplain(Exception exception, [NotNullWhen(true)] out Failure? failure)
    {
        failure = exception switch
        {
            CommandFailedException failed => new(failed.ExitCode, failed.Message),
            RepoTicketsException known => new(CodeOf(known), Sentence(known)),
            ArgumentException argument => new(ExitCodes.Usage, Sentence(argument)),
            FormatException or OverflowException => new(ExitCodes.Usage, exception.Message),
            IOException or UnauthorizedAccessException =>
                new(ExitCodes.Failure, $"{exception.Message} Look at the path and its permissions."),
            _ => null,
        };
        return failure is not null;
    }

    private static int CodeOf(RepoTicketsException exception) => exception switch
    {
        StoreNotFoundException or DocumentNotFoundException => ExitCodes.NotFound,
        QuerySyntaxException or InvalidDocumentException or InvalidChangeSetException or WorkflowDefinitionException => ExitCodes.Usage,
        VersionConflictException or DanglingReferenceException or InvalidTransitionException or AgentUnavailableException =>
            ExitCodes.Conflict,
        ClaimLostException or TaskNotHeldException or AgentHoldsWorkException or AgentHasHistoryException => ExitCodes.Conflict,
        AgentNotSuitableException or WorkflowStateException => ExitCodes.Conflict,
        DocumentFaultException or JournalCorruptException => ExitCodes.FaultsFound,
        StoreBusyException => ExitCodes.Busy,
        _ => ExitCodes.Failure,
    };

    /// <summary>Without what is meant for programmers: the parameter's name and, behind it, its value.</summary>
    private static string Sentence(ArgumentException exception)
    {
        if (exception.ParamName is not { Length: > 0 } parameter)
        {
            return exception.Message;
        }

        var at = exception.Message.IndexOf($" (Parameter '{parameter}')", StringComparison.Ordinal);
        var sentence = at < 0 ? exception.Message : exception.Message[..at];
        return sentence.StartsWith("The value cannot be an empty string", StringComparison.Ordinal)
            ? $"The {JsonNamingPolicy.KebabCaseLower.ConvertName(parameter.Split('.')[^1]).Replace('-', ' ')} is empty: give a text."
            : sentence;
    }

    /// <summary>Adds what to do at this command line to what the package says.</summary>
    private static string Sentence(RepoTicketsException exception) => exception switch
    {
        StoreNotFoundException => $"{CommandWords.Of(exception.Message)} 'tickets init' makes one; '--repo PATH' names another folder.",
        StoreIoException { InnerException: { } cause } failed => WithoutFile(failed, cause),
        DocumentNotFoundException missing => $"{exception.Message} 'tickets {ListCommand(missing.Key.Kind)}' shows what there is.",
        VersionConflictException => $"{exception.Message} Run the command again.",
        StoreBusyException => $"{exception.Message} Run the command again when the other program has finished.",
        DocumentFaultException => $"{exception.Message} 'tickets verify' lists all faults.",
        BatchFailedException failed =>
            string.Join(System.Environment.NewLine, failed.Result.Errors.Select(static error => error.ToString())),
        _ => CommandWords.Of(exception.Message),
    };

    /// <summary>
    /// What to do first; the document, which is also where permissions are to be looked at, and what the system said behind it.
    /// </summary>
    private static string WithoutFile(StoreIoException failed, Exception cause)
    {
        var detail = cause.Message.Split($"{failed.Path}: ", 2)[^1].TrimEnd('.');
        return failed.Message.StartsWith(cause.Message, StringComparison.Ordinal)
            ? $"{failed.Message[cause.Message.Length..].Trim()} ({SafeText.Line(failed.Path, 300)}: {detail}.)"
            : failed.Message;
    }

    private static string ListCommand(DocumentKind kind) => kind switch
    {
        DocumentKind.Epic => "epic list",
        DocumentKind.BacklogItem => "backlog list",
        DocumentKind.Agent => "agent list --all",
        DocumentKind.AgentTask => "agent tasks",
        DocumentKind.Workflow => "workflow list",
        _ => "list --all",
    };
}
