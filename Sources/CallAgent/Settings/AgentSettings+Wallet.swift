internal import Operation

extension AgentSettings {
    /// The folder of the wallet, which is not made yet.
    static func walletFolder(_ reader: inout SettingsReader) -> String {
        let folder = reader.neededText(.walletFolder)
        if !folder.isEmpty, let fault = FolderProbe.fault(of: folder) { reader.report(.walletFolder, fault) }
        return folder
    }

    /// When tokens are got.
    static func refill(_ reader: inout SettingsReader) -> RefillPlan {
        let plan = RefillPlan(
            low: reader.number(.walletLow), high: reader.number(.walletHigh), batch: reader.number(.walletBatch),
            meanPause: .seconds(reader.number(.walletPause)))
        if plan.low >= plan.high { reader.report(.walletLow, "has to be less than wallet.high") }
        if plan.batch > plan.high { reader.report(.walletBatch, "has to be at most wallet.high") }
        return plan
    }
}
