using System.Globalization;
using System.Text;
using RepoTickets.CommandLine.Reports;
using RepoTickets.CommandLine.Screen.Run;

namespace RepoTickets.CommandLine.Frame;

/// <summary>
/// What a command talks through: the process's streams, or a test's. Results go to <see cref="Output"/>; whatever a program that reads them
/// must not see goes to <see cref="Error"/>.
/// </summary>
internal sealed class Terminal
{
    private const int DefaultWidth = 120;
    private const int NarrowestWidth = 40;
    private const int WidthOfUnknownTerminal = 60;

    internal required TextWriter Output { get; init; }

    internal required TextWriter Error { get; init; }

    internal TextReader Input { get; init; } = TextReader.Null;

    /// <summary>Where bytes of results go, when they are not text that this program makes.</summary>
    internal Func<Stream>? OpenOutputStream { get; init; }

    /// <summary>Where bytes that a command reads come from.</summary>
    internal Func<Stream> OpenInputStream { get; init; } = static () => Stream.Null;

    internal bool OutputIsTerminal { get; init; }

    internal bool ErrorIsTerminal { get; init; }

    /// <summary>Somebody is there to answer a question.</summary>
    internal bool CanAsk { get; init; }

    internal bool UsesColour { get; init; }

    internal int Width { get; init; } = DefaultWidth;

    /// <summary>How wide the terminal is to which errors go. It is asked only when it matters, and may change.</summary>
    internal Func<int> ErrorWidth { get; init; } = static () => WidthOfUnknownTerminal;

    internal string CurrentFolder { get; init; } = ".";

    internal Func<string, string?> Environment { get; init; } = static _ => null;

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The whole screen, to be drawn on; null where there is none.</summary>
    internal Func<IScreenDevice>? OpenScreen { get; init; }

    /// <summary>Shows a file in a browser, and says whether one was started; null where nobody looks.</summary>
    internal Func<string, bool>? OpenPage { get; init; }

    /// <summary>The same for somebody who must not write beside the results.</summary>
    internal Terminal WithoutErrors() => new()
    {
        Output = Output,
        Error = TextWriter.Null,
        CurrentFolder = CurrentFolder,
        Width = Width,
        Environment = Environment,
        Time = Time,
    };

    /// <summary>A pipe has no width of its own; whoever reads it may have said how wide it is to be.</summary>
    internal static int WidthOfPipe(string? columns) =>
        int.TryParse(columns, NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width > 0 ? width : DefaultWidth;

    /// <summary>Also where results go elsewhere and only errors to the terminal.</summary>
    private static int WidthOfWindow()
    {
        try
        {
            // Where neither stream that it asks is the terminal, the runtime answers with what most are.
            return Console.IsInputRedirected && Console.IsOutputRedirected ? WidthOfUnknownTerminal
                : Console.WindowWidth is > 0 and var width ? width
                : WidthOfUnknownTerminal;
        }
        catch (IOException)
        {
            return WidthOfUnknownTerminal;
        }
    }

    internal static Terminal OfThisProcess()
    {
        var outputIsTerminal = !Console.IsOutputRedirected;
        var errorIsTerminal = !Console.IsErrorRedirected;
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var kind = System.Environment.GetEnvironmentVariable("TERM");
        var canPlaceCursor = kind != "dumb" && (OperatingSystem.IsWindows() || !string.IsNullOrEmpty(kind));

        // A list is written in one piece: one system call instead of one for each line.
        var output = new StreamWriter(Console.OpenStandardOutput(), utf8, bufferSize: 16 << 10) { AutoFlush = false };
        return new()
        {
            Output = output,

            // Notes of a command and the line that shows its progress come from several threads.
            Error = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true }),
            Input = new StreamReader(Console.OpenStandardInput(), utf8),
            OpenOutputStream = Console.OpenStandardOutput,
            OpenInputStream = Console.OpenStandardInput,
            OutputIsTerminal = outputIsTerminal,
            ErrorIsTerminal = errorIsTerminal,
            CanAsk = errorIsTerminal && !Console.IsInputRedirected,
            UsesColour = outputIsTerminal && string.IsNullOrEmpty(System.Environment.GetEnvironmentVariable("NO_COLOR")) && kind != "dumb",
            OpenScreen = outputIsTerminal && canPlaceCursor && !Console.IsInputRedirected ? () => new ConsoleScreenDevice(output) : null,
            OpenPage = outputIsTerminal ? static path => BrowserLauncher.TryOpen(path, System.Environment.GetEnvironmentVariable) : null,
            Width = Math.Max(
                NarrowestWidth, outputIsTerminal ? Console.WindowWidth : WidthOfPipe(System.Environment.GetEnvironmentVariable("COLUMNS"))),
            ErrorWidth = WidthOfWindow,
            Environment = System.Environment.GetEnvironmentVariable,
        };
    }
}
