using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using Serilog;
using Serilog.Core;
using Serilog.Extensions.Logging;

namespace RepoTickets.CommandLine.Logging;

/// <summary>
/// Has Serilog write what the packages log: lines to standard error, JSON lines to a file. Nothing of it is loaded unless something is
/// logged: a command that logs nothing does not pay for it.
/// </summary>
internal static class CommandLogging
{
    /// <summary>A file that has grown so far goes on in the next, with a number in its name.</summary>
    private const long LargestFile = 64L << 20;

    private const int KeptFiles = 4;

    internal static void AddTo(IServiceCollection services, LogSettings settings, Terminal terminal, string localFolder)
    {
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Is(LevelConvert.ToSerilogLevel(settings.Level))
            .WriteTo.Sink(new TerminalSink(settings.Json ? new JsonLineFormatter() : new HumanLineFormatter(), terminal.Error));
        if (settings.File is { Length: > 0 } name)
        {
            AddFile(configuration, localFolder, name, terminal);
        }

        var logger = configuration.CreateLogger();
        services.AddLogging(logging => logging.AddSerilog(logger, dispose: true));
    }

    private static void AddFile(LoggerConfiguration configuration, string localFolder, string name, Terminal terminal)
    {
        if (LogPath.Explain(localFolder, name) is { } reason)
        {
            // What is logged must not stop a command from running, least of all the one that would end it.
            terminal.Error.WriteLine(
                $"tickets: nothing is logged to {SafeText.Line(name, 300)}: {SafeText.Line(reason, 600)} 'tickets logs --file \"\"' " +
                "ends that.");
            return;
        }

        // Several commands may run at once, so the file is shared among processes.
        configuration.WriteTo.File(
            new JsonLineFormatter(),
            Path.Join(localFolder, name),
            shared: true,
            fileSizeLimitBytes: LargestFile,
            rollOnFileSizeLimit: true,
            retainedFileCountLimit: KeptFiles);
    }

    /// <summary>Standard error as commands have it: the process's own, or a test's.</summary>
    private sealed class TerminalSink(Serilog.Formatting.ITextFormatter formatter, TextWriter error) : ILogEventSink
    {
        private readonly Lock _gate = new();

        public void Emit(Serilog.Events.LogEvent logEvent)
        {
            using var line = new StringWriter();
            formatter.Format(logEvent, line);
            lock (_gate)
            {
                error.Write(line.ToString());
            }
        }
    }
}
