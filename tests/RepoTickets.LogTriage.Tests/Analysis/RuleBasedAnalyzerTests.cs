using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage.Tests.Analysis;

public sealed class RuleBasedAnalyzerTests
{
    [Theory]
    [InlineData("Database connection failed for pool main", "database-connection", FaultSeverity.High)]
    [InlineData("Duplicate entry '7' for key 'users.email'", "database-constraint", FaultSeverity.Medium)]
    [InlineData("The operation timed out", "timeout", FaultSeverity.Medium)]
    [InlineData("connect: connection refused", "network-error", FaultSeverity.High)]
    [InlineData("Upstream returned status 404", "http-client-error", FaultSeverity.Low)]
    [InlineData("HTTP/1.1 503 from gateway", "http-server-error", FaultSeverity.High)]
    [InlineData("No space left on device", "disk-space", FaultSeverity.High)]
    [InlineData("java.lang.OutOfMemoryError", "out-of-memory", FaultSeverity.High)]
    [InlineData("Could not resolve placeholder 'db.url'", "configuration-error", FaultSeverity.Medium)]
    [InlineData("Kafka consumer was removed from its group", "kafka-consumer", FaultSeverity.Medium)]
    [InlineData("RabbitMQ refused, queue is full", "message-queue", FaultSeverity.Medium)]
    [InlineData("Authentication failed for user", "authentication-error", FaultSeverity.Medium)]
    [InlineData("java.io.FileNotFoundException: a.txt", "file-not-found", FaultSeverity.Low)]
    [InlineData("Something odd", "unknown", FaultSeverity.Medium)]
    public async Task AnalyzeAsync_EachType_IsRecognised(string message, string type, FaultSeverity severity)
    {
        var analysis = await JudgeAsync(new() { Message = message });

        Assert.Equal((type, severity), (analysis.ErrorType, analysis.Severity));
        Assert.Same(analysis, AnalysisRules.Check(analysis));
    }

    [Theory]
    [InlineData("Took 1450 ms until an error", "http-client-error")]
    [InlineData("Response took 450 ms, error", "http-client-error")]
    [InlineData("The author was not known", "authentication-error")]
    [InlineData("Token count of the product is odd", "authentication-error")]
    public async Task AnalyzeAsync_PartsOfWordsAndNumbers_AreNoEvidence(string message, string type) =>
        Assert.NotEqual(type, (await JudgeAsync(new() { Message = message })).ErrorType);

    [Theory]
    [InlineData("com.shop.ProductService", "It is low: file not found", FaultSeverity.Low)]
    [InlineData("com.shop.prod.Files", "file not found", FaultSeverity.Medium)]
    [InlineData("com.shop.AuthorPages", "The operation timed out", FaultSeverity.Medium)]
    [InlineData("com.shop.PaymentService", "The operation timed out", FaultSeverity.High)]
    [InlineData("com.shop.Files", "fatal: file not found", FaultSeverity.High)]
    [InlineData("com.shop.Files", "deprecated: file not found", FaultSeverity.Medium)]
    public async Task AnalyzeAsync_Severity_IsLiftedByWholeWords(string logger, string message, FaultSeverity severity) =>
        Assert.Equal(severity, (await JudgeAsync(new() { Message = message, Logger = logger })).Severity);

    [Theory]
    [InlineData(LogLevel.Error, "Something odd", true)]
    [InlineData(LogLevel.Warning, "Something odd", false)]
    [InlineData(LogLevel.Warning, "file path", false)]
    [InlineData(LogLevel.Error, "Could not find file a.txt", true)]
    public async Task AnalyzeAsync_CreateMatrix_IsKept(LogLevel level, string message, bool creates) =>
        Assert.Equal(creates, (await JudgeAsync(new() { Message = message, Level = level })).CreateTicket);

    [Fact]
    public async Task AnalyzeAsync_Title_NamesTheLastPartOfTheLoggerAndStaysShort()
    {
        Assert.Equal("HTTP 502 Error in Gateway", (await JudgeAsync(new() { Message = "status 502", Logger = "com.shop.Gateway" })).Title);
        Assert.InRange(
            (await JudgeAsync(new() { Message = "status 502", Logger = new string('x', 5_000) + "\n\u001b" })).Title.Length, 1, 120);
        Assert.Equal("Operation Timeout", (await JudgeAsync(new() { Message = "timed out", Logger = "unknown.logger" })).Title);
    }

    [Theory]
    [InlineData("\n  The cart is odd\nand so is this", "com.shop.Cart", null, "System Error in Cart: The cart is odd")]
    [InlineData("The cart is odd", null, "System.InvalidOperationException", "InvalidOperationException: The cart is odd")]
    [InlineData(" \n", null, null, "System Error")]
    public async Task AnalyzeAsync_TitleOfWhatNoRuleKnows_TellsWhatWasLogged(string message, string? logger, string? type, string title) =>
        Assert.Equal(title, (await JudgeAsync(new() { Message = message, Logger = logger, ExceptionType = type })).Title);

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0")]
    [InlineData("💥")]
    public async Task AnalyzeAsync_OddMessages_StillGiveAValidJudgement(string message) =>
        AnalysisRules.Check(await JudgeAsync(new() { Message = message }));

    [Fact]
    public async Task AnalyzeAsync_LongUnbrokenToken_TakesLinearTime() =>
        AnalysisRules.Check(await JudgeAsync(new() { Message = new string('a', 5_000_000), Detail = new string('.', 5_000_000) }));

    private static ValueTask<LogAnalysis> JudgeAsync(LogEntry entry) => new RuleBasedAnalyzer().AnalyzeAsync(new LogGroup
    {
        Id = new LogGroupId(1, 2),
        First = entry,
        Occurrences = 3,
        FirstSeen = DateTimeOffset.UnixEpoch,
        LastSeen = DateTimeOffset.UnixEpoch,
        Level = entry.Level,
        CanonicalText = entry.Message,
    });
}
